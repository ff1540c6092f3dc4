/* said.c: see said.h. */
#include "demo/said.h"

#include <assert.h>
#include <string.h>

#define SAID_MOST 12

static const struct {
    const char *kind;
    const char *text[SAID_MOST + 1];
} said[] = {
    { "opinion",
      { "Nhất trí với báo cáo đánh giá tháng trước.",
        "Đề nghị chi bộ quan tâm hơn việc vệ sinh đường chung vào cuối tuần.",
        "Đồng ý với nhiệm vụ tháng tới; nên giao rõ người chính và thời hạn.",
        "Việc chuyển thông báo qua điện thoại thuận lợi, đề nghị tiếp tục.",
        "Đề nghị gửi tài liệu sớm hơn một ngày để đảng viên đọc trước.",
        "Tháng này thời tiết thất thường, cần nhắc các hộ kiểm tra nhà cửa.",
        "Đề nghị tổ chức trao đổi kinh nghiệm với chi bộ bạn.",
        "Nhất trí với kết quả chấm điểm buổi sinh hoạt.", "Đề nghị duy trì việc thăm hỏi đảng viên cao tuổi.",
        "Nên dành thêm thời gian cho thảo luận chuyên đề.", NULL } },
    { "proposal",
      { "Đề nghị cấp trên hướng dẫn mẫu báo cáo ngắn gọn hơn.", "Đề nghị sửa loa ở nhà văn hóa.",
        "Đề nghị bố trí thêm giá sách báo.", "Đề nghị mở lớp hướng dẫn sử dụng sổ sinh hoạt trên điện thoại.",
        NULL } },
    { "praise",
      { "Các đảng viên hoàn thành nhiệm vụ trước thời hạn.",
        "Tổ công tác đã hoàn thành buổi ra quân vệ sinh môi trường.",
        "Các đảng viên tích cực phát biểu xây dựng nghị quyết.", NULL } },
    { "reminder",
      { "Gửi báo cáo đúng ngày.", "Đọc tài liệu trước buổi họp.", "Đóng đảng phí ngay trong buổi họp.",
        NULL } },
    { "ideology",
      { "Đảng viên và quần chúng yên tâm, tin tưởng; thông tin thời sự được phổ biến kịp thời.",
        "Tình hình tư tưởng ổn định; chi bộ đã thông tin những điểm mới trong tháng.",
        "Tư tưởng đảng viên ổn định, đồng thuận với nhiệm vụ chung.", NULL } },
    { "leadership",
      { "Chi bộ đã lãnh đạo hoàn thành các việc nêu trong nghị quyết tháng trước.",
        "Các nhiệm vụ được phân công rõ người, rõ việc và được kiểm tra.",
        "Công việc chung được thực hiện đúng kế hoạch; các đoàn thể phối hợp tốt.", NULL } },
    { "shortcomings",
      { "Một vài ý kiến phát biểu còn chung chung.", "Tài liệu còn gửi sát ngày họp.",
        "Thời gian thảo luận chuyên đề còn ngắn.", NULL } },
    { "next",
      { "Tiếp tục thực hiện nghị quyết năm; tập trung vào các việc đã phân công.",
        "Hoàn thành các việc trong bảng phân công; chuẩn bị nội dung buổi họp tới.",
        "Duy trì nền nếp sinh hoạt; thực hiện các việc cấp trên giao trong tháng.", NULL } },
    { "organisation",
      { "Từng đảng viên thực hiện việc được giao và báo cáo tại buổi họp tới.",
        "Bí thư theo dõi chung; người được giao báo cáo kết quả trước buổi họp tới.", NULL } },
    { "conclusion",
      { "Chi bộ thống nhất đánh giá tháng trước và nhiệm vụ tháng tới như đã thảo luận.",
        "Thống nhất thông qua nghị quyết và bảng phân công nhiệm vụ.",
        "Thống nhất các nội dung đã nêu; giao bí thư hoàn chỉnh và gửi nghị quyết.", NULL } },
    { "task",
      { "Tổ chức buổi vệ sinh đường chung", "Thăm hỏi đảng viên cao tuổi trong chi bộ",
        "Rà soát danh sách quần chúng ưu tú", "Tuyên truyền phòng, chống cháy nổ tới các hộ",
        "Chuẩn bị chuyên đề cho buổi sinh hoạt tới", "Kiểm tra hệ thống loa truyền thanh",
        "Vận động các hộ chỉnh trang hàng rào", "Tổng hợp ý kiến của nhân dân gửi cấp trên",
        "Hướng dẫn đảng viên dùng sổ sinh hoạt trên điện thoại", "Rà soát việc đóng đảng phí trong tháng",
        "Phối hợp chuẩn bị ngày hội của khu dân cư", NULL } },
};

const char *
hn_demo_said(const char *kind, int64_t n)
{
    assert(n >= 0);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        int64_t count = 0;

        if (strcmp(said[i].kind, kind) != 0)
            continue;
        while (said[i].text[count])
            count++;
        assert(count > 0);
        return said[i].text[n % count];
    }
    assert(!"a kind of sentence the demo does not know");
    return "";
}
